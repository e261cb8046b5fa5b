"""``python -m yearbook_kg``: the command line."""

from yearbook_kg.cli import main

if __name__ == "__main__":
    main()
