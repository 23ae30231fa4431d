"""Page objects: what an officer does in the window, in their words; assertions stay in the tests."""
