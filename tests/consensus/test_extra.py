"""The instrument's packages are an extra: who doesn't ask for it neither needs nor loads them."""

import subprocess
import sys

BLOCKED = "import sys; sys.modules['scipy'] = None\n"


def run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip()


def test_a_missing_package_is_an_error_that_says_what_to_install() -> None:
    told = run(
        BLOCKED + "from assay.core.errors import AssayError\n"
        "try:\n    import assay.consensus\n"
        "except AssayError as error:\n    print(error, '|', error.advice)"
    )
    assert told == (
        "assay.consensus needs the package scipy, which is not installed | pip install 'assay-security[chains]'"
    )


def test_the_command_line_starts_without_it() -> None:
    loaded = run("import sys, assay.cli\nprint(sorted({'numpy', 'scipy', 'assay.consensus'} & set(sys.modules)))")
    assert loaded == "[]"


def test_a_million_double_spend_probabilities_take_less_than_a_second() -> None:
    seconds = run(
        "import time, numpy as np\nfrom assay.consensus import double_spend\n"
        "random = np.random.default_rng(1)\nq, z = random.random(10**6) / 2, random.integers(1, 200, 10**6)\n"
        "start = time.process_time()\ndouble_spend.probability(q, z)\nprint(time.process_time() - start)"
    )
    assert float(seconds) < 1.0
