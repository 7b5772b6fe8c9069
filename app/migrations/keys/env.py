"""Alembic's environment for the keys database."""

from alembic import context

from app.ground.database import make_engine
from app.ground.vault.keystore import KeyBase

metadata = KeyBase.metadata


def run() -> None:
    """Runs the steps in one transaction, on an engine of its own."""
    engine = make_engine(context.config.attributes["url"])
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=metadata,
            render_as_batch=True,
            user_module_prefix="db.",
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
    engine.dispose()


run()
