"""The command line: options, commands, and how errors and exit codes reach the user."""
