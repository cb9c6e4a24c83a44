"""The course as data: read study pages and question banks, check them, write what derives from them."""
