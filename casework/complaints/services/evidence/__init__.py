"""What members add to a case as evidence, and where its bytes wait until the case has it."""
