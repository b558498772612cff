/* SPDX-License-Identifier: EUPL-1.2 */
/* A transport without a socket, for tests: a function answers each request, on the same thread.
 *
 * The function may give a response, an error, or neither: then the request waits (a long poll)
 * until loket_test_wire_poke(). Counts what goes over it, and keeps it to be looked at. */
#pragma once

#include "loket-transport.h"

G_BEGIN_DECLS

#define LOKET_TYPE_TEST_WIRE (loket_test_wire_get_type ())
G_DECLARE_FINAL_TYPE (LoketTestWire, loket_test_wire, LOKET, TEST_WIRE, GObject)

typedef LoketResponse *(*LoketTestWireFunc) (LoketRequest *request, gpointer user_data,
                                             GError **error);

LoketTestWire *loket_test_wire_new          (LoketTestWireFunc func, gpointer user_data);
void           loket_test_wire_poke         (LoketTestWire *self);
GPtrArray     *loket_test_wire_get_requests (LoketTestWire *self);
void           loket_test_wire_forget       (LoketTestWire *self);
guint          loket_test_wire_count        (LoketTestWire *self, const char *method,
                                             const char *path_start);

G_END_DECLS
