"""So that `python -m hekloos` works as well."""

from hekloos.cli.main import main

main()
