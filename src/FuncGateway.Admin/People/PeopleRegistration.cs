using FuncGateway.Admin.People.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace FuncGateway.Admin.People;

/// <summary>Registers the sign-in schemes, and the rights as authorization policies.</summary>
internal static class PeopleRegistration
{
    public static IServiceCollection AddPeople(this IServiceCollection services)
    {
        // An empty setting counts as absent: it must be neither an incomplete sign-in nor an admin key.
        services.AddOptions<AdminOptions>().PostConfigure(options => options.AdminKey = Set(options.AdminKey))
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<EntraOptions>().PostConfigure(options =>
        {
            options.TenantId = Set(options.TenantId);
            options.Audience = Set(options.Audience);
            options.ClientId = Set(options.ClientId);
        }).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EntraOptions>, EntraOptionsCheck>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<AdminKey>();
        services.TryAddSingleton<AdminSignIn>();
        services.TryAddSingleton<SignInAttempts>();
        return services.AddSchemes().AddRights();
    }

    private static string? Set(string? value) => string.IsNullOrEmpty(value) ? null : value;

    /// <summary>Adds the schemes one by one, because <c>AddAuthentication</c> also adds data protection, which writes unused key files to the home directory.</summary>
    private static IServiceCollection AddSchemes(this IServiceCollection services)
    {
        services.AddWebEncoders();
        services.AddAuthenticationCore();
        new AuthenticationBuilder(services)
            .AddScheme<PolicySchemeOptions, PolicySchemeHandler>(AdminSignIn.Scheme, null)
            .AddScheme<AuthenticationSchemeOptions, AdminKeyAuthentication>(AdminKeyAuthentication.SchemeName, null)
            .AddScheme<JwtBearerOptions, JwtBearerHandler>(EntraTokens.Scheme, null);
        services.AddOptions<PolicySchemeOptions>(AdminSignIn.Scheme).Configure<AdminSignIn>((scheme, signIn) => scheme.ForwardDefaultSelector = signIn.SchemeFor);
        services.AddSingleton<IConfigureOptions<JwtBearerOptions>, EntraTokens>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<JwtBearerOptions>, JwtBearerPostConfigureOptions>());
        return services;
    }

    private static IServiceCollection AddRights(this IServiceCollection services) => services.AddAuthorization(policies =>
    {
        foreach (var right in Enum.GetValues<Right>())
        {
            policies.AddPolicy(Rights.PolicyName(right), policy => policy
                .AddAuthenticationSchemes(AdminSignIn.Scheme)
                .RequireAuthenticatedUser()
                .RequireAssertion(context => Person.Of(context.User).May(right)));
        }
    });
}
