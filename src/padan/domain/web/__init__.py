"""Words and rules of the web-service route: profiles, answers, people as SIASN tells them; no network."""
