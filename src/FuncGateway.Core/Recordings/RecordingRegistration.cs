using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FuncGateway.Core.Recordings;

internal static class RecordingRegistration
{
    /// <summary>Needs an <see cref="IRecordingStore"/> and a <see cref="RecordingEncryption"/>.</summary>
    public static IServiceCollection AddRecordings(this IServiceCollection services)
    {
        services.TryAddSingleton(new RecordingOptions());
        services.TryAddSingleton<ArgumentRecorder>();
        services.AddSingleton<IRetention, RecordingRetention>();
        return services.AddHostedService(provider => provider.GetRequiredService<ArgumentRecorder>());
    }
}
