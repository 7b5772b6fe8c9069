"""A restore, from end to end. The server must be stopped; when it starts again, tablets offer what it forgot.

Everything is verified before anything is touched. Files come first: should it be cut there, they are named by nobody
yet, and that is all. The data and their new epoch come in one transaction: no crash can
bring back old data under the old epoch. What comes after is made up for by running the restore again.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.gate.audit import heads
from app.gate.audit.sealing import seal_pending
from app.ground import clock
from app.ground.backup import files_back, restorations
from app.ground.backup.errors import RestoreRefused
from app.ground.backup.files_back import ChosenFiles
from app.ground.backup.manifest import Manifest
from app.ground.backup.progress import Tell, silent
from app.ground.backup.restorations import Restoration
from app.ground.backup.restoring import Chosen, choose, new_epochs, put_back, refuse_if_used
from app.ground.config import Settings
from app.ground.errors import ConfigError
from app.ground.files import Blobs
from app.ground.files.opening import folder_of, open_blobs
from app.ground.house import House, open_house
from app.ground.tenancy import acting_for_every
from app.migrations import run as migrations
from app.safekeeping.owed import Settled, settle
from app.safekeeping.present import Present, check_master_key, keys_are_here, present_data


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, and what it took: `with_keys` when the key store came from its backup too.

    `files_back` were brought; `files_lost` the backup lists, and nobody has whole any more.
    """

    manifest: Manifest
    with_keys: bool
    settled: Settled
    files_back: int = 0
    files_lost: int = 0


def restore(
    settings: Settings,
    source: Path,
    keys_source: Path | None = None,
    *,
    overwrite: bool = False,
    accept_older: bool = False,
    accept_lost: bool = False,
    tell: Tell = silent,
) -> Restored:
    """Puts the backup in `source` back (the newest there). Raises RestoreRefused or ConfigError, and changes nothing.

    The key store at hand is kept when it knows the homes of the backup, so that whoever was erased since stays erased;
    else the one in `keys_source` (`source` when not given) is put back. `overwrite` replaces data that are there,
    `accept_older` even when tablets were told of a newer backup, `accept_lost` even when files are damaged or missing.
    """
    if settings.master_key is None:
        raise ConfigError(
            "Aucune clé maîtresse : remettez d’abord master.key dans l’instance, ou donnez MASTER_KEY."
        )
    data = choose(source, "data", settings.migration_database_url, tell=tell)
    _check_version(data.manifest)
    here = present_data(settings)
    _check_present(here, data.manifest, overwrite=overwrite, accept_older=accept_older)
    keys = None
    if not keys_are_here(settings, data.manifest.homes):
        keys = choose(keys_source or source, "keys", settings.keystore_url, tell=tell)
        _check_keys(keys, data)
    live = open_blobs(settings.files_url)
    papers = _choose_files(settings, data, live, accept_lost=accept_lost, tell=tell)
    refuse_if_used(settings.migration_database_url)
    files_back.put_back(papers, live, tell=tell)
    files_back.keep_strays(papers, live)
    if keys is not None:
        put_back(keys, settings.keystore_url, tell=tell)
        check_master_key(settings)
    settled = _replace(settings, data, here, tell)
    return Restored(data.manifest, keys is not None, settled, len(papers.wanted), len(papers.lost))


def _choose_files(
    settings: Settings, data: Chosen, live: Blobs, *, accept_lost: bool, tell: Tell
) -> ChosenFiles:
    """The files of the backup, if they are all whole, or it was accepted that some are not. Raises RestoreRefused."""
    chosen = files_back.choose(data.folder, data.manifest, live, tell=tell)
    if chosen.lost and not accept_lost:
        raise RestoreRefused(
            f"{len(chosen.lost)} fichier(s) de cette sauvegarde manquent ou sont abîmés (pages de documents). "
            "Remettez son dossier « files » en entier, ou confirmez avec --incomplete : le reste reviendra."
        )
    files_back.check_room(chosen, folder_of(settings.files_url))
    return chosen


def _replace(settings: Settings, data: Chosen, here: Present, tell: Tell) -> Settled:
    """Remembers what will be lost, replaces the data, and gives everybody what is owed."""
    house = open_house(settings)
    try:
        with acting_for_every():
            _remember(house, data.manifest, here)
            put_back(
                data,
                settings.migration_database_url,
                new_epochs(data.manifest.homes),
                tell=tell,
            )
            if data.manifest.migration is not None:
                migrations.upgrade(settings)
            with house.database.write() as session:
                settled = settle(session, house, data.manifest, now=clock.now())
            heads.begin_again(house, data.manifest.seal_number)
            seal_pending(house)
        return settled
    finally:
        house.close()


def _remember(house: House, backup: Manifest, here: Present) -> None:
    """Seals that were made after the backup will be missed by whoever saw them: the key store says why.

    The database that goes is asked first: a seal that it lacked already was cut, and no restore excuses that.
    """
    logged, last = heads.logged(house), heads.last_kept(house)
    seen = dict(here.heads)
    if not here.homes:
        seen = {head: number for number, head in logged or []}
        if last is not None:
            seen.setdefault(heads.encode(last), backup.seal_number + 1)
    made = Restoration(
        at=clock.now(),
        as_of=backup.through,
        backup=backup.id,
        seal_number=backup.seal_number,
        is_whole=bool(here.homes) or logged is not None,
    )
    lost = (head for head, number in seen.items() if number > backup.seal_number)
    restorations.note(house.vault, made, lost)


def _check_version(backup: Manifest) -> None:
    if backup.migration is not None and not migrations.knows("care", backup.migration):
        raise RestoreRefused(
            f"Cette sauvegarde vient d’une version plus récente de Chevet ({backup.version}) : "
            "installez-la d’abord."
        )


def _check_present(here: Present, backup: Manifest, *, overwrite: bool, accept_older: bool) -> None:
    if here.homes and not overwrite:
        raise RestoreRefused(
            f"La base présente contient déjà {len(here.homes)} établissement(s) : "
            f"{', '.join(sorted(here.homes))}. Confirmez que vous voulez la remplacer."
        )
    promised = here.durable_through
    if promised is not None and promised > backup.through and not accept_older:
        raise RestoreRefused(
            "Une sauvegarde plus récente que celle-ci a été annoncée aux tablettes "
            f"(jusqu’au {promised:%d/%m/%Y à %H:%M} UTC) : elles n’ont peut-être plus ce qu’elle seule "
            "contient. Restaurez la plus récente, ou confirmez avec --older."
        )


def _check_keys(keys: Chosen, data: Chosen) -> None:
    if not set(data.manifest.homes) <= set(keys.manifest.homes):
        raise RestoreRefused("Cette sauvegarde de clés n’est pas celle de ces données.")
    if keys.manifest.through < data.manifest.through:
        raise RestoreRefused(
            "Cette sauvegarde de clés est plus ancienne que les données : des personnes seraient illisibles. "
            "Donnez celle du même moment, ou une plus récente."
        )
