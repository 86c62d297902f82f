using System.Text.Json;
using System.Text.Json.Serialization;

namespace FuncGateway.Hosting;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Product))]
internal sealed partial class HostingJson : JsonSerializerContext;
