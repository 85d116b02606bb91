"""`python -m lint.cli`, for where the script is not on the path."""

import sys

from lint.cli import main

sys.exit(main())
