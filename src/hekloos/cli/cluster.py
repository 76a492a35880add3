"""The machines that a comparison runs on, when the user names a cluster."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from hekloos.cli.dutch import SourceProblemError
from hekloos.cli.progress import working
from hekloos.core.formats.characters import clean_name
from hekloos.core.language import _

if TYPE_CHECKING:
    from hekloos.core.overlap.machines import Machines


@contextmanager
def machines_at(address: str | None) -> "Iterator[Machines | None]":
    """The machines of the cluster at this address; none when none is named. Raises SourceProblemError."""
    if not address:
        yield None
        return
    from hekloos.cluster import ClusterError, DaskMachines

    try:
        with working(_("Het cluster wordt gezocht")):
            machines = DaskMachines(address)
    except ClusterError as error:
        if error.missing:
            message = _(
                "Voor --cluster is Dask nodig, en dat is niet geïnstalleerd. "
                'Installeer het met: pip install "hekloos[cluster]". Zonder --cluster rekent Hekloos op deze computer.'
            )
        else:
            message = _(
                "Op {address} antwoordt geen Dask-cluster. Controleer het adres (bijvoorbeeld tcp://10.0.0.5:8786) en "
                "of de scheduler draait."
            ).format(address=clean_name(address))
        raise SourceProblemError(message) from error
    with machines:
        yield machines
