"""What people of the demonstration write: cases by relationship and area, remarks, evidence, minutes."""
