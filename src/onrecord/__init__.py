"""onrecord: from conflict reporting to figures that can be defended."""
