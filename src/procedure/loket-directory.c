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
const LoketSchema _loket_directory_schema[] = {
    {"id", LOKET_SCHEMA_CODE},    {"version", LOKET_SCHEMA_CODE},
    {"names", LOKET_SCHEMA_TEXT}, {"services", LOKET_SCHEMA_LIST, .inner = service},
    {NULL, LOKET_SCHEMA_ANY},
};

/**
 * _loket_directory_look:
 * @json: as data/procedures/FORMAT.md says
 */
void
_loket_directory_look (JsonObject *json, LoketFlaws *flaws)
{
  _loket_schema_check (_loket_directory_schema, json, flaws);
  _loket_schema_check_unique (json, "services", "code", flaws);
  _loket_openings_check_each (json, "services", flaws);
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

static void
check_options (JsonObject *json, JsonObject *node, LoketFlaws *flaws)
{
  for (guint i = 0; i < _loket_schema_count (node, "options"); i++) {
    JsonObject *option = _loket_schema_get (node, "options", i);
    JsonArray *codes = option != NULL ? loket_json_peek_array (option, "services") : NULL;

    for (guint j = 0; codes != NULL && j < json_array_get_length (codes); j++) {
      const char *code = loket_json_array_peek_string (codes, j);

      if (code != NULL && !has_service (json, code))
        _loket_schema_refuse (flaws, "options[%u].services[%u]: `%s` is not in the directory", i, j,
                              code);
    }
  }
}

/**
 * _loket_directory_look_routing:
 * @json: a directory that has been checked
 * @routing: (nullable): of a profile that has been checked
 *
 * Every service to which an answer leads is in the directory.
 */
void
_loket_directory_look_routing (JsonObject *json, JsonObject *routing, LoketFlaws *flaws)
{
  for (guint i = 0; i < _loket_schema_count (routing, "nodes"); i++) {
    JsonObject *node = _loket_schema_get (routing, "nodes", i);
    gsize entered = loket_flaws_enter (flaws, "routing.nodes[%u]", i);

    if (node != NULL)
      check_options (json, node, flaws);
    loket_flaws_leave (flaws, entered);
  }
}

/**
 * _loket_directory_check:
 *
 * Returns: FALSE with the first flaw
 */
gboolean
_loket_directory_check (JsonObject *json, GError **error)
{
  g_autoptr (LoketFlaws) flaws = loket_flaws_new ();

  _loket_directory_look (json, flaws);
  return loket_flaws_report_first (flaws, error);
}

/**
 * _loket_directory_check_routing:
 *
 * Returns: FALSE with the first flaw
 */
gboolean
_loket_directory_check_routing (JsonObject *json, JsonObject *routing, GError **error)
{
  g_autoptr (LoketFlaws) flaws = loket_flaws_new ();

  _loket_directory_look_routing (json, routing, flaws);
  return loket_flaws_report_first (flaws, error);
}
