"""What the database says about know-how: playbook cases, who won what, what hangs on whom, what is recorded."""
