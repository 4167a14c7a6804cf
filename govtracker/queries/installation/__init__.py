"""What the installation itself keeps."""
