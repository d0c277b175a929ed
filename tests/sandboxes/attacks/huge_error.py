# An exception whose words are 30 MB, at the end of a long chain.
error = None
for _ in range(3000):
    try:
        raise RuntimeError("x") from error
    except RuntimeError as one:
        error = one
raise ValueError("y" * 30_000_000) from error
