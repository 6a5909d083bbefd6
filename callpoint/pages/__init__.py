"""What people see: typed pages and thin views."""
