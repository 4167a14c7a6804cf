"""Writes to what the installation itself keeps."""
