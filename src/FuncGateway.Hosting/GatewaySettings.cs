using FuncGateway.Admin.People;
using FuncGateway.Core;
using FuncGateway.Core.Approvals;
using FuncGateway.Core.Audit;
using FuncGateway.Core.Audit.Checkpoints;
using FuncGateway.Core.Limits;
using FuncGateway.Core.Usage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace FuncGateway.Hosting;

/// <summary>Binds the settings of both hosts. They are validated at start.</summary>
internal static class GatewaySettings
{
    public static IServiceCollection AddGatewaySettings(this IServiceCollection services)
    {
        // The validation of the sign-in options is registered with the sign-in itself.
        services.Bind<AdminOptions>(AdminOptions.Section);
        services.Bind<EntraOptions>(EntraOptions.Section);
        services.AddHostedService<UnknownSettings>();
        services.TryAddSingleton<PublishedKeyCheck>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GatewayOptions>, KeySettingsCheck>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GatewayOptions>, InternalUpstreamsCheck>());
        return services
            .Read<GatewayOptions>(GatewayOptions.Section)
            .Read<CeilingOptions>(CeilingOptions.Section)
            .Read<LimitOptions>(LimitOptions.Section)
            .Read<ApprovalOptions>(ApprovalOptions.Section)
            .Read<AuditOptions>(AuditOptions.Section)
            .Read<CheckpointOptions>(CheckpointOptions.Section)
            .Read<UsageOptions>(UsageOptions.Section);
    }

    private static IServiceCollection Read<T>(this IServiceCollection services, string section)
        where T : class
    {
        services.Bind<T>(section).ValidateDataAnnotations().ValidateOnStart();
        return services;
    }

    private static OptionsBuilder<T> Bind<T>(this IServiceCollection services, string section)
        where T : class
    {
        services.AddSingleton(new SettingsSection(section, typeof(T), provider => provider.GetRequiredService<IOptions<T>>().Value));
        return services.AddOptions<T>().BindConfiguration(section);
    }
}
