"""The admin pages of `tramites`: Solicitudes, incidents and renuncias."""
