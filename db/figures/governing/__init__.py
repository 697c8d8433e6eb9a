"""What is counted of governing beyond plain SQL: terms kept, exceptions named."""
