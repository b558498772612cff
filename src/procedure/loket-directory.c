/* SPDX-License-Identifier: EUPL-1.2 */
/* The services to which people can be sent, with their hours. */
#include "config.h"

#include "loket-profile-private.h"
#include "loket-schema-private.h"

static const LoketSchema any_value = {"value", LOKET_SCHEMA_ANY};
static const LoketSchema service[] = {
    {"code", LOKET_SCHEMA_CODE},
    {"names", LOKET_SCHEMA_TEXT},
    {"kind", LOKET_SCHEMA_WORD,
     .words = (const char *const[]){"ombuds", "inspection", "administration", NULL}},
    {"about", LOKET_SCHEMA_TEXT, TRUE},
    {"address", LOKET_SCHEMA_STRING, TRUE},
    {"postCode", LOKET_SCHEMA_STRING, TRUE},
    {"city", LOKET_SCHEMA_STRING, TRUE},
    {"phone", LOKET_SCHEMA_STRING, TRUE},
    {"email", LOKET_SCHEMA_STRING, TRUE},
    {"web", LOKET_SCHEMA_STRING, TRUE},
    {"hours", LOKET_SCHEMA_LIST, TRUE, .inner = _loket_window_schema},
    {"basis", LOKET_SCHEMA_FACT, .inner = &any_value},
    {NULL, LOKET_SCHEMA_ANY},
};
static const LoketSchema directory[] = {
    {"id", LOKET_SCHEMA_CODE},    {"version", LOKET_SCHEMA_CODE},
    {"names", LOKET_SCHEMA_TEXT}, {"services", LOKET_SCHEMA_LIST, .inner = service},
    {NULL, LOKET_SCHEMA_ANY},
};

/**
 * _loket_directory_check:
 * @json: as data/procedures/FORMAT.md says
 */
gboolean
_loket_directory_check (JsonObject *json, GError **error)
{
  return _loket_schema_check (directory, json, error) &&
         _loket_schema_check_unique (json, "services", "code", error) &&
         _loket_openings_check_each (json, "services", error);
}

static gboolean
has_service (JsonObject *json, const char *code)
{
  JsonArray *services = loket_json_peek_array (json, "services");

  for (guint i = 0; i < json_array_get_length (services); i++) {
    if (g_strcmp0 (loket_json_peek_string (loket_json_array_peek_object (services, i), "code"),
                   code) == 0)
      return TRUE;
  }
  return FALSE;
}

static gboolean
check_options (JsonObject *json, JsonObject *node, GError **error)
{
  JsonArray *options = loket_json_peek_array (node, "options");

  for (guint i = 0; i < json_array_get_length (options); i++) {
    g_auto (GStrv) codes =
        loket_json_peek_strings (loket_json_array_peek_object (options, i), "services");

    for (int j = 0; codes[j] != NULL; j++) {
      if (!has_service (json, codes[j]))
        return _loket_schema_refuse (
            error, "options[%u].services[%d]: `%s` is not in the directory", i, j, codes[j]);
    }
  }
  return TRUE;
}

/**
 * _loket_directory_check_routing:
 * @json: a directory that has been checked
 * @routing: (nullable): of a profile that has been checked
 *
 * Every service to which an answer leads is in the directory.
 */
gboolean
_loket_directory_check_routing (JsonObject *json, JsonObject *routing, GError **error)
{
  JsonArray *nodes = routing != NULL ? loket_json_peek_array (routing, "nodes") : NULL;

  for (guint i = 0; nodes != NULL && i < json_array_get_length (nodes); i++) {
    if (!check_options (json, loket_json_array_peek_object (nodes, i), error)) {
      g_prefix_error (error, "routing.nodes[%u].", i);
      return FALSE;
    }
  }
  return TRUE;
}
