using System.Text.Json;
using System.Text.Json.Serialization;
using FuncGateway.Admin.Http;

namespace FuncGateway.Admin.SignIn;

/// <summary>How people can sign in to this gateway.</summary>
/// <param name="Ways">Empty if the admin API is off.</param>
/// <param name="Entra">Null unless Microsoft Entra is one of the ways.</param>
internal sealed record SignInView(IReadOnlyList<SignInWay> Ways, EntraView? Entra);

/// <summary>A way to sign in.</summary>
internal enum SignInWay
{
    /// <summary>A one-time code in a link, exchanged for a session.</summary>
    Code,

    /// <summary>The admin key: exchanged for a session if <see cref="Code"/> is a way too, otherwise sent as bearer with every request.</summary>
    Key,

    /// <summary>An access token of Microsoft Entra, sent as bearer with every request.</summary>
    Entra,
}

/// <summary>What a browser needs to get an access token of Microsoft Entra.</summary>
internal sealed record EntraView(string ClientId, string Authority, string Scope);

/// <summary>The person who is signed in.</summary>
/// <param name="Roles">As in Microsoft Entra: <c>Admin</c>, <c>PolicyManager</c>, <c>Approver</c>, <c>Viewer</c>. Empty for a person without any.</param>
/// <param name="Rights">What the person may do: <c>see</c>, <c>writePolicies</c>, <c>decideApprovals</c>, <c>administer</c>.</param>
/// <param name="ExpiresAt">When the session or token ends; null if it does not.</param>
/// <param name="Csrf">With a session only: the value of the header <c>X-FuncGateway-Csrf</c>, which every request but GET and HEAD must have.</param>
internal sealed record MeView(string Name, IReadOnlyList<string> Roles, IReadOnlyList<string> Rights, SignedInBy SignedInBy, DateTimeOffset? ExpiresAt, string? Csrf);

/// <summary>How a request was authenticated.</summary>
internal enum SignedInBy
{
    Key,
    Session,
    Entra,
}

/// <summary>The request body that starts a session: one of the two.</summary>
internal sealed record SessionBody(string? Code = null, string? Key = null);

/// <summary>A session that was just started. Its token is in the cookie.</summary>
/// <param name="Csrf">The value of the header <c>X-FuncGateway-Csrf</c>, which every request but GET and HEAD must have.</param>
internal sealed record SessionView(DateTimeOffset ExpiresAt, string Csrf);

/// <summary>A code that starts one session.</summary>
internal sealed record SignInCodeView(string Code, DateTimeOffset ExpiresAt);

/// <summary>Serialisation of the requests and responses about sign-in.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    Converters = [typeof(CamelCaseEnumConverter<SignInWay>), typeof(CamelCaseEnumConverter<SignedInBy>)],
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(SignInView))]
[JsonSerializable(typeof(MeView))]
[JsonSerializable(typeof(SessionBody))]
[JsonSerializable(typeof(SessionView))]
[JsonSerializable(typeof(SignInCodeView))]
internal sealed partial class SignInJson : JsonSerializerContext;
