"""What tests share: a browser, products started for real, and patience with a limit."""
