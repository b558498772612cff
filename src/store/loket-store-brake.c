/* SPDX-License-Identifier: EUPL-1.2 */
/* The pins of realm and person, and the brake. */
#include "config.h"

#include "loket-bodies.h"
#include "loket-brake-db.h"
#include "loket-cache-db.h"
#include "loket-cache-fetch.h"
#include "loket-store-brake.h"
#include "loket-store-private.h"
#include "loket-work-db.h"

LoketBrake *
loket_store_dup_brake (LoketStore *self)
{
  LoketBrake *brake;

  g_mutex_lock (&self->brake_lock);
  brake = loket_brake_copy (self->brake);
  g_mutex_unlock (&self->brake_lock);
  return brake;
}

/* What is told lies in memory, so that whoever asks need not wait. @work: of the calling thread */
gboolean
_loket_store_read_brake (LoketStore *self, LoketSqlite *work, GError **error)
{
  LoketBrake *brake;

  if (!loket_brake_db_read (work, &brake, error))
    return FALSE;
  g_mutex_lock (&self->brake_lock);
  g_clear_pointer (&self->brake, loket_brake_free);
  self->brake = brake;
  g_mutex_unlock (&self->brake_lock);
  return TRUE;
}

/* Binding */

typedef struct {
  char *realm;
  char *person;
  char *kept_person; /* (nullable) */
  LoketMoment now;
} Binding;

static void
binding_free (gpointer data)
{
  Binding *binding = data;

  g_free (binding->realm);
  g_free (binding->person);
  g_free (binding->kept_person);
  g_free (binding);
}

typedef struct {
  const char *key; /* in `meta` of either database */
  const char *value;
  LoketBrakeKind kind;
} Pin;

static gboolean
refuse (LoketStore *self, const Pin *pin, const char *known, LoketMoment now, GError **error)
{
  g_autofree char *detail = g_strdup_printf ("this desk belongs to the %s “%s”, and “%s” answers",
                                             pin->key, known, pin->value);
  g_autoptr (LoketBrake) brake = loket_brake_new (pin->kind, now, detail);

  if (pin->kind == LOKET_BRAKE_OTHER_ACCOUNT)
    brake->other = g_strdup (pin->value);
  return loket_sqlite_read_int (self->write.cache, "SELECT count(*) FROM cases", &brake->known,
                                error) &&
         loket_brake_db_set (self->write.work, brake, error);
}

static gboolean
check_pin (LoketStore *self, const Pin *pin, const char *kept, LoketMoment now, GError **error)
{
  LoketSqlite *const databases[] = {self->write.work, self->write.cache};

  for (guint i = 0; i < G_N_ELEMENTS (databases); i++) {
    g_autofree char *pinned = NULL;
    const char *known;

    if (!loket_cache_db_get_meta (databases[i], pin->key, &pinned, error))
      return FALSE;
    known = pinned != NULL ? pinned : kept;
    if (known != NULL && !g_str_equal (known, pin->value))
      return refuse (self, pin, known, now, error);
  }
  return TRUE;
}

static gboolean
write_pin (LoketStore *self, const Pin *pin, GError **error)
{
  LoketSqlite *const databases[] = {self->write.work, self->write.cache};

  for (guint i = 0; i < G_N_ELEMENTS (databases); i++) {
    g_autofree char *pinned = NULL;

    if (!loket_cache_db_get_meta (databases[i], pin->key, &pinned, error) ||
        (pinned == NULL && !loket_cache_db_set_meta (databases[i], pin->key, pin->value, error)))
      return FALSE;
  }
  return TRUE;
}

static gboolean
lift (LoketStore *self, gboolean admit, GError **error)
{
  return loket_brake_db_lift (self->write.work, admit, error) &&
         _loket_store_read_brake (self, self->write.work, error);
}

static gpointer
bind (LoketStore *self, gpointer data, GError **error)
{
  const Binding *binding = data;
  const Pin realm = {"realm", binding->realm, LOKET_BRAKE_OTHER_REALM};
  const Pin person = {"person", binding->person, LOKET_BRAKE_OTHER_ACCOUNT};
  g_autoptr (LoketBrake) brake = NULL;

  if (!check_pin (self, &realm, NULL, binding->now, error) ||
      !check_pin (self, &person, binding->kept_person, binding->now, error) ||
      !write_pin (self, &realm, error) || !write_pin (self, &person, error))
    return NULL;
  brake = loket_store_dup_brake (self);
  if (brake != NULL && !loket_brake_kind_may_go_on (brake->kind) && !lift (self, FALSE, error))
    return NULL;
  return LOKET_STORE_DONE;
}

void
loket_store_bind_async (LoketStore *self,
                        const char *realm,
                        const char *person,
                        const char *kept_person,
                        LoketMoment now,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  Binding *binding = g_new0 (Binding, 1);
  LoketStoreCall call = {bind, binding, binding_free, NULL};

  binding->realm = g_strdup (realm);
  binding->person = g_strdup (person);
  binding->kept_person = g_strdup (kept_person);
  binding->now = now;
  _loket_store_write (self, &call, callback, user_data);
}

/* Answering */

static gpointer
lift_brake (LoketStore *self, gpointer data, GError **error)
{
  gboolean admit = GPOINTER_TO_INT (data);

  return lift (self, admit, error) ? LOKET_STORE_DONE : NULL;
}

void
loket_store_lift_brake_async (LoketStore *self,
                              LoketBrakeAnswer answer,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  gboolean admit = answer == LOKET_BRAKE_GO_ON;
  LoketStoreCall call = {lift_brake, GINT_TO_POINTER (admit), NULL, NULL};

  _loket_store_write (self, &call, callback, user_data);
}

/* A version that the loket never had */

typedef struct {
  char *id;
  LoketWorkState state;
  char *reason;   /* (nullable) */
  GBytes *answer; /* (nullable) */
  LoketMoment now;
} Refusal;

static void
refusal_free (gpointer data)
{
  Refusal *refusal = data;

  g_free (refusal->id);
  g_free (refusal->reason);
  g_clear_pointer (&refusal->answer, g_bytes_unref);
  g_free (refusal);
}

/* @given: (out): whether the loket itself gave the version, in the history that holds here. While a
 * case is still to be fetched nobody knows: then a person decides about the act alone. */
static gboolean
was_given (LoketStore *self, const LoketWorkItem *item, gboolean *given, GError **error)
{
  g_autoptr (LoketCacheEntry) entry = loket_cache_db_find (self->write.cache, item->case_id, error);
  g_autoptr (JsonObject) body = loket_body_to_object (item->body, NULL);
  gint64 based_on = body != NULL ? loket_json_peek_int (body, "basedOn", 0) : 0;
  gboolean waits;

  if (entry == NULL || !loket_cache_fetch_has (self->write.cache, item->case_id, &waits, error))
    return FALSE;
  *given = !waits && based_on > 0 && entry->version >= based_on;
  return TRUE;
}

static gpointer
refuse_base (LoketStore *self, gpointer data, GError **error)
{
  const Refusal *refusal = data;
  g_autoptr (LoketWorkItem) item = NULL;
  g_autoptr (LoketBrake) brake = NULL;
  gboolean given;

  if (!loket_work_db_find (self->write.work, refusal->id, &item, error))
    return NULL;
  if (item == NULL) {
    g_set_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND, "%s: nothing waits",
                 refusal->id);
    return NULL;
  }
  if (!was_given (self, item, &given, error))
    return NULL;
  if (!given)
    return loket_work_db_mark (self->write.work, item, LOKET_WORK_REFUSED, refusal->reason,
                               refusal->answer, refusal->now, error)
               ? LOKET_STORE_DONE
               : NULL;
  brake = loket_brake_new (LOKET_BRAKE_CURSOR_BACK, refusal->now,
                           "the loket says that it never had a version that it gave");
  brake->affected = 1;
  if (loket_work_db_mark (self->write.work, item, refusal->state, NULL, NULL, refusal->now,
                          error) &&
      loket_sqlite_read_int (self->write.cache, "SELECT count(*) FROM cases", &brake->known, error))
    loket_brake_db_set (self->write.work, brake, error);
  return NULL;
}

void
loket_store_refuse_base_async (LoketStore *self,
                               const char *id,
                               LoketWorkState state,
                               const char *reason,
                               GBytes *answer,
                               LoketMoment now,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  Refusal *refusal = g_new0 (Refusal, 1);
  LoketStoreCall call = {refuse_base, refusal, refusal_free, NULL};

  refusal->id = g_strdup (id);
  refusal->state = state;
  refusal->reason = g_strdup (reason);
  refusal->answer = answer != NULL ? g_bytes_ref (answer) : NULL;
  refusal->now = now;
  _loket_store_write (self, &call, callback, user_data);
}
