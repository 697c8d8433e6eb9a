"""What windows are put together from: look, small parts, work behind; knows no other room."""
