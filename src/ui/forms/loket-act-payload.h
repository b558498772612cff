/* SPDX-License-Identifier: EUPL-1.2 */
/* The payload of an act, gathered from the fields of its form. */
#pragma once

#include "loket-form-field.h"

G_BEGIN_DECLS

JsonObject *loket_act_payload_gather (GPtrArray *fields, const LoketCase *facts, const char *act_id);
gboolean    loket_act_payload_complete (GPtrArray *fields, JsonObject *payload);
void        loket_act_payload_suggest (GPtrArray *fields, JsonObject *payload);
void        loket_act_payload_spread (GPtrArray *fields, JsonObject *payload);
void        loket_act_payload_link   (GPtrArray *fields);

G_END_DECLS
