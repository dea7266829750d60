"""The public site's services, without a browser: real databases, real keys, cheap costs."""
