"""What can be done to an account: open it, prove it, change it, close its sessions."""
