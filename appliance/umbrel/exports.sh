# The same on this device every time, and not to be guessed without its seed; one label for each secret.
export APP_SATOSHOP_HUB_SECRET_KEY="$(derive_entropy "${app_entropy_identifier}-secret-key")"
