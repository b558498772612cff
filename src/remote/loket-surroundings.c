/* SPDX-License-Identifier: EUPL-1.2 */
/* The network as GIO sees it, and sleep as logind tells it; without logind only the network. */
#include "config.h"

#include <gio/gio.h>

#include "loket-surroundings.h"

struct _LoketSurroundings {
  LoketSurroundingsFunc func;
  gpointer user_data;
  GNetworkMonitor *network;  /* (owned) */
  GCancellable *cancellable; /* (owned): ends the search for the bus */
  GDBusConnection *bus;      /* (owned) (nullable) */
  guint subscription;
};

static void
network_changed_cb (GNetworkMonitor *network, gboolean available, LoketSurroundings *self)
{
  if (available)
    self->func (LOKET_SURROUNDINGS_NETWORK, self->user_data);
}

static void
sleep_cb (GDBusConnection *bus,
          const char *sender,
          const char *path,
          const char *interface,
          const char *signal,
          GVariant *parameters,
          gpointer user_data)
{
  LoketSurroundings *self = user_data;
  gboolean begins;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    return;
  g_variant_get (parameters, "(b)", &begins);
  if (!begins)
    self->func (LOKET_SURROUNDINGS_WOKE, self->user_data);
}

static void
bus_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *bus = g_bus_get_finish (result, &error);
  LoketSurroundings *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* A machine without a bus of its own says nothing of its sleep; the network will. */
  if (bus == NULL)
    return;
  self->bus = bus;
  self->subscription = g_dbus_connection_signal_subscribe (
      bus, "org.freedesktop.login1", "org.freedesktop.login1.Manager", "PrepareForSleep",
      "/org/freedesktop/login1", NULL, G_DBUS_SIGNAL_FLAGS_NONE, sleep_cb, self, NULL);
}

/**
 * loket_surroundings_new:
 * @func: called on the main thread, until it is freed
 */
LoketSurroundings *
loket_surroundings_new (LoketSurroundingsFunc func, gpointer user_data)
{
  LoketSurroundings *self = g_new0 (LoketSurroundings, 1);

  self->func = func;
  self->user_data = user_data;
  self->network = g_object_ref (g_network_monitor_get_default ());
  g_signal_connect (self->network, "network-changed", G_CALLBACK (network_changed_cb), self);
  self->cancellable = g_cancellable_new ();
  g_bus_get (G_BUS_TYPE_SYSTEM, self->cancellable, bus_found_cb, self);
  return self;
}

void
loket_surroundings_free (LoketSurroundings *self)
{
  if (self == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->subscription != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->subscription);
  g_clear_object (&self->bus);
  g_signal_handlers_disconnect_by_data (self->network, self);
  g_clear_object (&self->network);
  g_free (self);
}
