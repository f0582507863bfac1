"""Windows that ask something; each opens without blocking and answers by a signal."""
