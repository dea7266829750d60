"""What reporters are asked, once for both sites: one draws the questions, the other reads answers.

A code goes into a sealed envelope and stays there for years, so a code never changes
its meaning and is never used again. Its words may be improved, and translated.
"""
