"""Other copies of a project: exchange files, merging, siblings."""
