using FuncGateway.Admin.Http;
using FuncGateway.Core.Recordings;
using FuncGateway.Core.Secrets;
using FuncGateway.Core.Servers;

namespace FuncGateway.Admin.Servers;

/// <summary>Makes a server from a request's body, and adds every problem to its fields.</summary>
internal sealed class ServerValidation(UpstreamAddressGuard guard, UpstreamSecrets secrets)
{
    /// <summary>Returns null if there is no usable upstream URL, which is then one of the problems.</summary>
    public async Task<Server?> ValidateAsync(ServerId id, ServerBody body, Server? stored, BodyFields fields, CancellationToken cancellationToken)
    {
        if (body.UpstreamUrl.Length == 0 || await UpstreamUrlAsync(body.UpstreamUrl, stored, fields, cancellationToken) is not { } url)
        {
            return null;
        }

        return new Server(id, body.Name, url, new ServerHeaders(secrets, stored, url).Read(body.Headers ?? new Dictionary<string, string>(), fields))
        {
            OnChange = body.OnChange ?? stored?.OnChange ?? OnToolChange.Notify,
            IsTrusted = body.Trusted,
            RecordArgumentsDays = DaysOf(body, stored),
            ApprovalWebhook = await new WebhookBodyFields(fields, guard.WithoutInternal(), secrets).ReadAsync(stored, cancellationToken),
        };
    }

    private static int DaysOf(ServerBody body, Server? stored) => body.RecordArguments switch
    {
        ArgumentRecording.None => 0,
        ArgumentRecording.Sealed => body.RecordArgumentsDays ?? (stored is { RecordsArguments: true } ? stored.RecordArgumentsDays : RecordingOptions.DefaultDays),
        _ => stored is { RecordsArguments: true } ? body.RecordArgumentsDays ?? stored.RecordArgumentsDays : 0,
    };

    private async Task<Uri?> UpstreamUrlAsync(string written, Server? stored, BodyFields fields, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(written, UriKind.Absolute, out var url))
        {
            fields.Refuse("The value is not an absolute URL. Accepted: a URL such as 'https://mcp.example.com/mcp'.", "upstreamUrl");
            return null;
        }

        if (CredentialSealing.IsSealed(url))
        {
            fields.Refuse($"The query starts with '{CredentialSealing.Prefix}', which marks stored values that are encrypted. Accepted: the query itself.", "upstreamUrl");
            return null;
        }

        if (url.Query == UpstreamUrlView.HiddenQuery)
        {
            url = UpstreamUrlView.StoredOf(url, stored);
        }

        if (url is null)
        {
            fields.Refuse($"'{UpstreamUrlView.HiddenQuery}' keeps the stored query, but no query is stored for this address. Accepted: the query itself, or a URL without one.", "upstreamUrl");
            return null;
        }

        if (await guard.CheckAsync(url, cancellationToken) is { } wrong)
        {
            fields.Refuse(wrong, "upstreamUrl");
        }

        return url;
    }
}
