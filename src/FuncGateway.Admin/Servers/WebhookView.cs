using FuncGateway.Core.Secrets;
using FuncGateway.Core.Servers;

namespace FuncGateway.Admin.Servers;

/// <summary>A server's webhook as it is shown, and as it is written: the URL only when it names a secret.</summary>
internal sealed record WebhookView(string Url, string? Secret = null, string Format = "json")
{
    public static WebhookView? Of(WebhookTarget? target) => target is null
        ? null
        : new(SecretReference.TryParse(target.Url, out _) ? target.Url : ServerView.Set, target.Secret, WebhookBodyFields.NameOf(target.Format));
}
