using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;

namespace FuncGateway.Admin.People.Sessions;

public static class SessionsRegistration
{
    /// <summary>Lets people sign in with a browser. Only for a gateway that runs as a single process: others would not know its sessions.</summary>
    public static IServiceCollection AddSessions(this IServiceCollection services)
    {
        new AuthenticationBuilder(services).AddScheme<AuthenticationSchemeOptions, SessionAuthentication>(SessionAuthentication.SchemeName, null);
        return services.AddSingleton<SessionRegister>();
    }
}
