"""The rules, one folder a domain, one question a file. A rule judges; reading is the instruments' work."""
