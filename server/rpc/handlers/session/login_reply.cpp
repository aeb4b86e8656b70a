#include "server/rpc/handlers/session/login_reply.h"

#include "common/base/time.h"
#include "server/rpc/services.h"
#include "server/rpc/session.h"
#include "server/schema/registry.h"

namespace kupets::rpc::handlers {

Result<v1::LoginReply> enter(Context& context, access::LoggedIn who, std::string token) {
    if (context.session.login()) return fail(ErrorCode::BadRequest, {"already logged in"});
    v1::LoginReply reply;
    reply.set_token(std::move(token));
    v1::Me& me = *reply.mutable_me();
    me.set_user_id(std::string(who.user.view()));
    me.set_login(who.login);
    me.set_name(who.name);
    me.set_role(who.role);
    if (!who.department.isNil()) me.set_department_id(std::string(who.department.view()));
    reply.set_schema_version(context.services.registry.current()->snapshot->version());
    reply.set_server_time(context.services.clock.now().micros);
    reply.set_must_change_password(who.mustChangePassword);
    context.session.setLogin(std::move(who));
    return reply;
}

}  // namespace kupets::rpc::handlers
