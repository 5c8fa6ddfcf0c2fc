"""Reports in house styles drawn by lot, typeset with gold answers, to measure unseen styles."""
