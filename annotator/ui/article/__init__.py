"""The article on the screen: layout, painting, selecting, dragging."""
