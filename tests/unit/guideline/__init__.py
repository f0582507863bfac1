"""Tests of the guideline and of spans under older definitions."""
