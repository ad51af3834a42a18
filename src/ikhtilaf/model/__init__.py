"""What a log holds, the words it may use, and how names are matched."""
