"""The procedures in the Django admin: Solicitudes, the incidents that stopped them, renuncias."""
